#pragma once

namespace kept::base {

/// Ends the process after naming the broken invariant on stderr.
[[noreturn]] void check_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace kept::base

/// For invariants that only a programmer can break; never compiled out, never sees user input.
#define KEPT_CHECK(expression) \
  ((expression) ? void() : ::kept::base::check_failed(#expression, __FILE__, __LINE__))
