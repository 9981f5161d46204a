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

/// Most stand in XML as they are, too.
bool is_plain_in_xml(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    return static_cast<unsigned char>(letter) >= 0x20 && letter != '<' && letter != '>' &&
           letter != '&';
  });
}

void append_json(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else if (is_plain(text)) {
    ((out += '"') += text) += '"';
  } else {
    out += boost::json::serialize(text);
  }
}

/// Boost.JSON would write 4.36532E1 for a number, so only its strings are used.
class JsonWriter {
 public:
  [[nodiscard]] std::string take() { return std::move(out_); }

  void operator()(const Node::Text& text) { append_json(out_, text.value); }
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
  void operator()(const Node::List& list) { array(list.entries); }
  void operator()(const Node::Repeated& repeated) {
    if (repeated.values.empty()) {
      out_ += "null";
    } else if (repeated.values.size() == 1) {
      std::visit(*this, repeated.values.front().content());
    } else {
      array(repeated.values);
    }
  }

 private:
  void array(const std::vector<Node>& entries) {
    out_ += '[';
    for (const Node& entry : entries) {
      if (out_.back() != '[') out_ += ',';
      std::visit(*this, entry.content());
    }
    out_ += ']';
  }

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
  void operator()(const Node::Repeated& repeated) {
    if (repeated.values.empty()) element();  // as a text that is empty
    for (const Node& value : repeated.values) {
      std::visit(XmlWriter(parent_, name_), value.content());
    }
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

constexpr unsigned kXmlForm = pugi::format_raw | pugi::format_no_empty_element_tags;

/// Without a declaration; a piece of a document.
std::string xml_piece(const pugi::xml_document& xml) {
  IntoText out;
  xml.save(out, "", kXmlForm | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(out.text);
}

void append_xml(std::string& out, std::string_view text) {
  if (is_plain_in_xml(text)) {
    out += text;
    return;
  }
  pugi::xml_document xml;
  xml.append_child(pugi::node_pcdata).set_value(base::xml_text(text).c_str());
  out += xml_piece(xml);
}

std::string to_xml(const Document& document) {
  pugi::xml_document xml;
  pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  std::visit(XmlWriter(xml, document.root.c_str()), document.content.content());
  IntoText out;
  xml.save(out, "", kXmlForm, pugi::encoding_utf8);
  return std::move(out.text);
}

std::string to_json(const Document& document) {
  JsonWriter writer;
  std::visit(writer, document.content.content());
  return writer.take();
}

/// The list of which the entries are written already.
std::string framed(const std::string& root, const std::string& entries, Format format) {
  std::string out;
  out.reserve(entries.size() + 2 * root.size() + 64);
  if (format == Format::json) {
    ((out += '[') += entries) += ']';
  } else {
    ((out += R"(<?xml version="1.0" encoding="utf-8"?><)") += root) += '>';
    (((out += entries) += "</") += root) += '>';
  }
  return out;
}

}  // namespace

void EntryWriter::begin() {
  if (format_ == Format::xml) {
    ((out_ += '<') += entry_) += '>';
  } else {
    out_ += out_.empty() ? "{" : ",{";
  }
}

void EntryWriter::end() {
  if (format_ == Format::xml) {
    ((out_ += "</") += entry_) += '>';
  } else {
    out_ += '}';
  }
}

void EntryWriter::open(std::string_view name) {
  if (format_ == Format::xml) {
    ((out_ += '<') += name) += '>';
  } else {
    if (out_.back() != '{') out_ += ',';
    ((out_ += '"') += name) += "\":";
  }
}

void EntryWriter::close(std::string_view name) {
  if (format_ == Format::xml) ((out_ += "</") += name) += '>';
}

void EntryWriter::text(std::string_view name, std::string_view value) {
  open(name);
  if (format_ == Format::xml) {
    append_xml(out_, value);
  } else {
    append_json(out_, value);
  }
  close(name);
}

void EntryWriter::number(std::string_view name, std::string_view decimals) {
  open(name);
  out_ += decimals;
  close(name);
}

void EntryWriter::absent(std::string_view name) {
  if (format_ == Format::xml) return;
  open(name);
  out_ += "null";
}

void EntryWriter::node(const char* name, const Node& value) {
  if (format_ == Format::xml) {
    pugi::xml_document xml;
    std::visit(XmlWriter(xml, name), value.content());
    out_ += xml_piece(xml);
    return;
  }
  open(name);
  JsonWriter writer;
  std::visit(writer, value.content());
  out_ += writer.take();
}

Node Node::fields(std::vector<Field> fields) { return Node(Fields{std::move(fields)}); }

Node Node::repeated(std::vector<Node> values) { return Node(Repeated{std::move(values)}); }

Node Node::list(const char* entry, std::vector<Node> entries) {
  return Node(List{entry, std::move(entries)});
}

std::string written(const Document& document, Format format) {
  if (document.entries) return framed(document.root, *document.entries, format);
  return format == Format::xml ? to_xml(document) : to_json(document);
}

}  // namespace kept::http
