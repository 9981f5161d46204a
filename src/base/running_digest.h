#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kept::base {

/// BLAKE2b, 256 bits, of a text that comes in pieces: digest_of() of all of them together.
class RunningDigest {
 public:
  RunningDigest();
  ~RunningDigest();
  RunningDigest(const RunningDigest&) = delete;
  RunningDigest& operator=(const RunningDigest&) = delete;

  void add(std::string_view piece);
  /// In hexadecimal; ends it.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kept::base
