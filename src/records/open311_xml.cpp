#include <expat.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "base/trimmed.h"
#include "records/open311_parser.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

constexpr int kRoot = 1;
constexpr int kEntry = 2;
constexpr int kField = 3;

class XmlParser final : public Open311Parser {
 public:
  XmlParser() : parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &XmlParser::on_start, &XmlParser::on_end);
    XML_SetCharacterDataHandler(parser_.get(), &XmlParser::on_text);
  }

  Result<Done> take(std::string_view piece, bool is_last,
                    std::deque<Open311Request>& ready) override {
    ready_ = &ready;
    const auto read = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                is_last ? XML_TRUE : XML_FALSE);
    if (!wrong_.empty()) return no_open311_answer(wrong_);
    if (read != XML_STATUS_OK) return no_open311_answer("it is no XML");
    return Done{};
  }

 private:
  struct Free {
    void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
  };

  static XmlParser& self(void* user) { return *static_cast<XmlParser*>(user); }
  static void XMLCALL on_start(void* user, const char* name, const char** attributes) {
    self(user).start(name, attributes);
  }
  static void XMLCALL on_end(void* user, const char* name) { self(user).end(name); }
  static void XMLCALL on_text(void* user, const char* text, int size) {
    self(user).add(std::string_view(text, static_cast<std::size_t>(size)));
  }

  void start(const std::string& name, const char** attributes) {
    ++depth_;
    if (depth_ == kRoot && name != "service_requests") {
      is_error_ = name == "errors";
      if (!is_error_) stop("it begins with <" + name + ">");
    }
    if (depth_ == kEntry) {
      entry_ = {};
      held_ = 0;
    }
    if (depth_ != kField) return;
    text_.clear();
    area_.clear();
    for (; name == "area" && *attributes != nullptr; attributes += 2) {
      if (std::string_view(attributes[0]) == "kind") area_ = attributes[1];
    }
    is_wanted_ = is_open311_field(name) || !area_.empty() || (is_error_ && name == "description");
  }

  void add(std::string_view text) {
    if (depth_ != kField || !is_wanted_) return;
    held_ += text.size();
    if (held_ > kLongestOpen311Request) return stop("a request in it is longer than 1 MiB");
    text_ += text;
  }

  void end(const std::string& name) {
    const int ended = depth_--;
    if (ended == kField && is_wanted_) {
      const std::string_view plain = base::trimmed(text_);
      if (is_error_) return stop("the server says " + std::string(plain));
      if (area_.empty()) entry_.fields[name] = plain;
      if (!area_.empty() && !plain.empty()) entry_.areas[area_] = plain;
    }
    if (ended == kEntry && !is_error_) ready_->push_back(std::exchange(entry_, {}));
    if (ended == kRoot && is_error_) stop("the server says nothing but that it failed");
  }

  void stop(std::string why) {
    if (wrong_.empty()) wrong_ = std::move(why);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::deque<Open311Request>* ready_ = nullptr;  // while take() runs
  int depth_ = 0;                                // elements that are open
  bool is_error_ = false;
  bool is_wanted_ = false;
  std::string text_;      // of the element that is being read
  std::string area_;      // its kind, where it is one
  std::size_t held_ = 0;  // bytes of this entry
  Open311Request entry_;
  std::string wrong_;
};

}  // namespace

std::unique_ptr<Open311Parser> make_open311_xml_parser() { return std::make_unique<XmlParser>(); }

}  // namespace kept::records
