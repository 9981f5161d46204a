#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"

namespace kept {

/// What a command returns to its caller (docs/operations/commands.md).
enum ExitCode : int {
  kDone = 0,
  kFoundWrong = 1,  ///< what was checked is not in order
  kUsage = 2,       ///< the command line, a setting or a file of the set-up is wrong
  kNotThere = 3,    ///< no such city, account, key or file
  kRefused = 4,     ///< a rule or a state forbids it: in use, there already, the last supervisor
  kMachine = 5,     ///< the disk or the network does not play along
};

/// Characters of a progress bar.
inline constexpr std::int64_t kBarWidth = 30;

/// How a command speaks: a sentence for people, or with --json one object a command for scripts.
/// Answers go to standard output, errors to standard error.
class Output {
 public:
  explicit Output(bool as_json) : as_json_(as_json) {}

  [[nodiscard]] bool as_json() const { return as_json_; }
  /// Says what was done; kDone.
  int done(const std::string& sentence, const boost::json::object& values) const;
  /// Says what went wrong; the exit code for it.
  int failed(const base::Error& error) const;

  /// Says on standard error what looks forgotten; the work goes on.
  void warn(const std::string& sentence) const;
  /// Tells how far a long work is, on a terminal; elsewhere nothing.
  [[nodiscard]] std::function<void(std::int64_t done, std::int64_t all)> progress(
      const std::string& of_what) const;

 private:
  bool as_json_;
};

}  // namespace kept
