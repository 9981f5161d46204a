#pragma once

#include <string>

#include "base/result.h"

namespace kept {

/// A new password from standard input: asked for twice, unseen, on a terminal; else the first line.
/// It stands in no list of processes and in no history. `password.short` below twelve characters.
[[nodiscard]] base::Result<std::string> read_new_password(const std::string& whose);

/// Sixteen characters that are told apart when read aloud.
[[nodiscard]] std::string generate_password();

}  // namespace kept
