#pragma once

// Private to http/open311.

#include <optional>
#include <string>
#include <string_view>
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
  /// What there may be several of without a list around them: an element for each; in JSON null,
  /// the one, or an array.
  [[nodiscard]] static Node repeated(std::vector<Node> values);
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
  struct Repeated {
    std::vector<Node> values;
  };
  using Content = std::variant<Text, bool, Number, Absent, Fields, List, Repeated>;
  [[nodiscard]] const Content& content() const { return content_; }

 private:
  explicit Node(Content content) : content_(std::move(content)) {}
  Content content_;
};

/// Objects in a list, written field by field as they come, by the same rules: a list of a thousand
/// requests is too long to be made of nodes first.
class EntryWriter {
 public:
  /// `entry`: the name of each.
  EntryWriter(Format format, const char* entry) : format_(format), entry_(entry) {}

  void begin();
  void end();
  void text(std::string_view name, std::string_view value);
  void number(std::string_view name, std::string_view decimals);
  void absent(std::string_view name);
  void node(const char* name, const Node& value);

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  /// What stands before a value, and what after it.
  void open(std::string_view name);
  void close(std::string_view name);

  Format format_;
  const char* entry_;
  std::string out_;
};

struct Document {
  std::string root;
  Node content = Node::text("");
  std::optional<std::string> entries = {};  ///< of an EntryWriter, instead of `content`
};

[[nodiscard]] std::string written(const Document& document, Format format);

}  // namespace kept::http
