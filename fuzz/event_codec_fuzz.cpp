// Bodies of events as they may stand in a file that somebody damaged: each is read, or refused with
// an exception that says so, and what was read is written and read again unchanged.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "base/check.h"
#include "domain/cases/event_names.h"
#include "store/event_codec.h"

namespace {

std::optional<kept::domain::Event> read(const std::string& kind, const std::string& body) {
  try {
    return kept::store::read_event(kind, body);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), size);
  const std::string kind = text.substr(0, line);
  const std::string body = line < size ? text.substr(line + 1) : "";
  const auto event = read(kind, body);
  if (!event) return 0;
  KEPT_CHECK(kept::domain::name_of(*event) == kind);
  const std::string written = kept::store::write_event(*event);
  const auto again = read(kind, written);
  KEPT_CHECK(again && kept::store::write_event(*again) == written);
  return 0;
}
