#pragma once

#include <cstdio>

#include "base/result.h"

namespace kept {

/// Tells an error on stderr; the exit code for it.
inline int said(const base::Error& error) {
  std::fprintf(stderr, "kept311: %s\n", error.message.c_str());
  return 1;
}

}  // namespace kept
