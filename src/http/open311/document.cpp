#include "http/open311/document.h"

#include <algorithm>
#include <boost/json.hpp>
#include <pugixml.hpp>

#include "base/xml_text.h"

namespace kept::http {
namespace {

/// Most texts stand in JSON as they are.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\';
  });
}

/// Boost.JSON would write 4.36532E1 for a number, so only its strings are used.
class JsonWriter {
 public:
  [[nodiscard]] std::string take() { return std::move(out_); }

  void operator()(const Node::Text& text) {
    if (text.value.empty()) {
      out_ += "null";
    } else if (is_plain(text.value)) {
      ((out_ += '"') += text.value) += '"';
    } else {
      out_ += boost::json::serialize(text.value);
    }
  }
  void operator()(bool truth) { out_ += truth ? "true" : "false"; }
  void operator()(const Node::Number& number) { out_ += number.decimals; }
  void operator()(const Node::Absent&) { out_ += "null"; }
  void operator()(const Node::Fields& object) {
    out_ += '{';
    for (const auto& [name, value] : object.fields) {
      if (out_.back() != '{') out_ += ',';
      ((out_ += '"') += name) += "\":";
      std::visit(*this, value.content());
    }
    out_ += '}';
  }
  void operator()(const Node::List& list) {
    out_ += '[';
    for (const Node& entry : list.entries) {
      if (out_.back() != '[') out_ += ',';
      std::visit(*this, entry.content());
    }
    out_ += ']';
  }

 private:
  std::string out_;
};

class XmlWriter {
 public:
  XmlWriter(pugi::xml_node parent, const char* name) : parent_(parent), name_(name) {}

  void operator()(const Node::Text& text) {
    element().text().set(base::xml_text(text.value).c_str());
  }
  void operator()(bool truth) { element().text().set(truth ? "true" : "false"); }
  void operator()(const Node::Number& number) { element().text().set(number.decimals.c_str()); }
  void operator()(const Node::Absent&) {}
  void operator()(const Node::Fields& object) {
    const pugi::xml_node own = element();
    for (const auto& [name, value] : object.fields) {
      std::visit(XmlWriter(own, name), value.content());
    }
  }
  void operator()(const Node::List& list) {
    const pugi::xml_node own = element();
    for (const Node& entry : list.entries) std::visit(XmlWriter(own, list.entry), entry.content());
  }

 private:
  pugi::xml_node element() { return parent_.append_child(name_); }

  pugi::xml_node parent_;
  const char* name_;
};

class IntoText final : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }

  std::string text;
};

std::string to_xml(const Document& document) {
  pugi::xml_document xml;
  pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  std::visit(XmlWriter(xml, document.root.c_str()), document.content.content());
  IntoText out;
  xml.save(out, "", pugi::format_raw | pugi::format_no_empty_element_tags, pugi::encoding_utf8);
  return std::move(out.text);
}

std::string to_json(const Document& document) {
  JsonWriter writer;
  std::visit(writer, document.content.content());
  return writer.take();
}

}  // namespace

Node Node::fields(std::vector<Field> fields) { return Node(Fields{std::move(fields)}); }

Node Node::list(const char* entry, std::vector<Node> entries) {
  return Node(List{entry, std::move(entries)});
}

std::string written(const Document& document, Format format) {
  return format == Format::xml ? to_xml(document) : to_json(document);
}

}  // namespace kept::http
