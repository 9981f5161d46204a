#include "http/open311/document.h"

#include <boost/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "base/xml_text.h"

namespace kept::http {
namespace {

/// Boost.JSON would write 4.36532E1 for a number, so only its strings are used.
class JsonWriter {
 public:
  [[nodiscard]] std::string take() { return std::move(out_); }

  void operator()(const Node::Text& text) {
    out_ += text.value.empty() ? "null" : boost::json::serialize(text.value);
  }
  void operator()(bool truth) { out_ += truth ? "true" : "false"; }
  void operator()(const Node::Number& number) { out_ += number.decimals; }
  void operator()(const Node::Absent&) { out_ += "null"; }
  void operator()(const Node::Fields& object) {
    out_ += '{';
    for (const auto& [name, value] : object.fields) {
      if (out_.back() != '{') out_ += ',';
      out_ += boost::json::serialize(name) + ":";
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
  explicit XmlWriter(pugi::xml_node parent, std::string name)
      : parent_(parent), name_(std::move(name)) {}

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
  pugi::xml_node element() { return parent_.append_child(name_.c_str()); }

  pugi::xml_node parent_;
  std::string name_;
};

std::string to_xml(const Document& document) {
  pugi::xml_document xml;
  pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  std::visit(XmlWriter(xml, document.root), document.content.content());
  std::ostringstream out;
  xml.save(out, "", pugi::format_raw | pugi::format_no_empty_element_tags, pugi::encoding_utf8);
  return out.str();
}

std::string to_json(const Document& document) {
  JsonWriter writer;
  std::visit(writer, document.content.content());
  return writer.take();
}

}  // namespace

Node Node::fields(std::vector<Field> fields) { return Node(Fields{std::move(fields)}); }

Node Node::list(std::string entry, std::vector<Node> entries) {
  return Node(List{std::move(entry), std::move(entries)});
}

std::string written(const Document& document, Format format) {
  return format == Format::xml ? to_xml(document) : to_json(document);
}

}  // namespace kept::http
