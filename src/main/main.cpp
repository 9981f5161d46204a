#include <cstdio>
#include <exception>

#include "main/command_line.h"
#include "main/process.h"

int main(int argc, char** argv) {
  try {
    kept::log_to_standard_error();
    return kept::CommandLine().run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "kept311: %s\n", error.what());
    return kept::kMachine;
  }
}
