// Bodies of requests: every field is read as every kind of field. Nothing may crash, what is
// accepted keeps its promises, and every mistake names a place that can be told.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/text.h"
#include "domain/cases/words.h"
#include "http/api/form.h"

namespace kept::http {
namespace {

constexpr const char* kNames[] = {"a", "name", "phones", "until"};

void take_texts(Form& form, const char* name) {
  if (const auto text = form.maybe_text(name, kLine)) {
    const auto length = base::utf8_length(*text);
    KEPT_CHECK(length && *length >= kLine.min && *length <= kLine.max);
    KEPT_CHECK(text->find('\0') == std::string::npos);
  }
  for (const std::string& text : form.maybe_texts(name, 3, kPhone)) {
    KEPT_CHECK(base::is_utf8(text) && text.size() >= kPhone.min);
  }
  for (const auto& [key, value] : form.maybe_map(name)) {
    KEPT_CHECK(base::is_utf8(key) && base::is_utf8(value));
  }
}

void take_all(Form& form, const char* name) {
  take_texts(form, name);
  (void)form.maybe_flag(name);
  (void)form.maybe_number(name);
  (void)form.number(name);
  (void)form.maybe_numbers(name, 3);
  (void)form.maybe_instant(name);
  (void)form.maybe_local_time(name);
  (void)form.one_of(name, {"en", "fr"});
  (void)form.maybe_words<domain::Qualifier>(name, 5);
}

void read(const json::value& body) {
  Mistakes mistakes;
  Form form(body, "", mistakes);
  for (const char* name : kNames) take_all(form, name);
  Form inner = form.object("name");
  for (const char* name : kNames) take_all(inner, name);
  inner.done();
  form.done();
  for (const base::Error& mistake : mistakes) {
    KEPT_CHECK(mistake.pointer.empty() || mistake.pointer.front() == '/');
    KEPT_CHECK(base::is_utf8(mistake.pointer) && !mistake.reason.empty());
  }
}

}  // namespace
}  // namespace kept::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto body = kept::http::parse_body(text)) kept::http::read(*body);
  return 0;
}
