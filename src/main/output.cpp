#include "main/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <cstdio>

namespace kept {
namespace {

int exit_code(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::kInvalid:
      return kUsage;
    case base::ErrorKind::kNotFound:
      return kNotThere;
    case base::ErrorKind::kForbidden:
    case base::ErrorKind::kConflict:
    case base::ErrorKind::kUnprocessable:
      return kRefused;
    case base::ErrorKind::kUnauthenticated:
    case base::ErrorKind::kTooMany:
    case base::ErrorKind::kUnavailable:
      return kMachine;
  }
  return kMachine;
}

/// One object in one line. Numbers with a fraction are written as people write them: the library
/// would say 8.9E-1.
std::string one_line(const boost::json::object& values) {
  std::string line = "{";
  for (const auto& [key, value] : values) {
    if (line.size() > 1) line += ',';
    line += boost::json::serialize(boost::json::string(key)) + ':';
    line += value.is_double() ? fmt::format("{:.3f}", value.get_double())
                              : boost::json::serialize(value);
  }
  return line + '}';
}

}  // namespace

int Output::done(const std::string& sentence, const boost::json::object& values) const {
  fmt::print("{}\n", as_json_ ? one_line(values) : sentence);
  std::fflush(stdout);
  return kDone;
}

int Output::failed(const base::Error& error) const {
  if (as_json_) {
    fmt::print(stderr, "{}\n",
               boost::json::serialize(
                   boost::json::object{{"error", error.reason}, {"message", error.message}}));
  } else {
    fmt::print(stderr, "kept311: {}\n", error.message);
  }
  return exit_code(error.kind);
}

void Output::warn(const std::string& sentence) const {
  if (as_json_) {
    fmt::print(stderr, "{}\n", boost::json::serialize(boost::json::object{{"warning", sentence}}));
  } else {
    fmt::print(stderr, "kept311: {}\n", sentence);
  }
}

std::function<void(std::int64_t, std::int64_t)> Output::progress(const std::string& of_what) const {
  if (isatty(STDERR_FILENO) == 0) return [](std::int64_t, std::int64_t) {};
  return [of_what, last = std::int64_t{-1}](std::int64_t done, std::int64_t all) mutable {
    const std::int64_t filled = all > 0 ? done * kBarWidth / all : kBarWidth;
    if (filled == last && done != all) return;
    last = filled;
    fmt::print(stderr, "\r[{:<{}}] {} of {} {}{}",
               std::string(static_cast<std::size_t>(filled), '#'), kBarWidth, done, all, of_what,
               done == all ? "\n" : "");
    std::fflush(stderr);
  };
}

}  // namespace kept
