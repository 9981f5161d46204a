#pragma once

// Private to http/open311.

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace kept::http {

enum class Format { xml, json };

/// A value of an answer, written in either format by the same rules (open311's "Spark" convention):
/// in JSON the root's name and the names of list entries are left out, and what is empty is null.
class Node {
 public:
  using Field = std::pair<const char*, Node>;  ///< its name: a literal

  /// Empty: an empty element, null.
  [[nodiscard]] static Node text(std::string value) { return Node(Text{std::move(value)}); }
  [[nodiscard]] static Node truth(bool value) { return Node(value); }
  /// A number in plain decimals.
  [[nodiscard]] static Node number(std::string decimals) {
    return Node(Number{std::move(decimals)});
  }
  /// Null; no element, for there are clients that read an empty date as a wrong one.
  [[nodiscard]] static Node absent() { return Node(Absent{}); }
  [[nodiscard]] static Node fields(std::vector<Field> fields);
  /// Each entry is an element of this name.
  [[nodiscard]] static Node list(const char* entry, std::vector<Node> entries);

  struct Text {
    std::string value;
  };
  struct Number {
    std::string decimals;
  };
  struct Absent {};
  struct Fields {
    std::vector<Field> fields;
  };
  struct List {
    const char* entry;
    std::vector<Node> entries;
  };
  using Content = std::variant<Text, bool, Number, Absent, Fields, List>;
  [[nodiscard]] const Content& content() const { return content_; }

 private:
  explicit Node(Content content) : content_(std::move(content)) {}
  Content content_;
};

/// A request has so many fields, those of its extension among them.
inline constexpr std::size_t kRequestFields = 20;

struct Document {
  std::string root;
  Node content = Node::text("");
};

[[nodiscard]] std::string written(const Document& document, Format format);

}  // namespace kept::http
