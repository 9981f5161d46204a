// What applications send by Open311: forms, multipart bodies and times in whatever spelling.
// Nothing may crash, what is let in is text, and a time that is read can be told.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/text.h"
#include "http/open311/arguments.h"
#include "http/open311/jsonp.h"
#include "http/open311/moment.h"

namespace kept::http {
namespace {

void post(const std::string& type, const std::string& body) {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", type}};
  request.body = body;
  const auto read = Arguments::read(request);
  if (!read.ok()) return;
  for (const auto& [code, answer] : read.value().attributes()) {
    KEPT_CHECK(base::is_utf8(code + answer) && !answer.empty());
  }
  for (const std::string& word : read.value().list("service_code")) {
    KEPT_CHECK(!word.empty() && word.find(',') == std::string::npos);
  }
  KEPT_CHECK(!read.value().digest().empty());
  const auto description = read.value().one("description");
  if (description) KEPT_CHECK(description->find('\0') == std::string::npos);
}

void read_time(const std::string& text) {
  static const base::TimeZone kZone = base::TimeZone::load("America/Toronto").value();
  const auto from = read_moment(text, kZone, Edge::from);
  const auto until = read_moment(text, kZone, Edge::until);
  if (!from.ok()) return;
  if (until.ok()) KEPT_CHECK(from.value() <= until.value());
  KEPT_CHECK(read_moment(told_moment(from.value(), kZone), kZone, Edge::from).ok());
}

/// A name that is called has nothing in it that would end it.
void call_back(const std::string& name) {
  if (!is_callback_name(name)) return;
  KEPT_CHECK(name.find_first_of("()[]{}<>;,'\"\\/ \n") == std::string::npos);
}

}  // namespace
}  // namespace kept::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  kept::http::post("application/x-www-form-urlencoded", text);
  kept::http::post("multipart/form-data; boundary=b", text);
  kept::http::read_time(text);
  kept::http::call_back(text);
  return 0;
}
