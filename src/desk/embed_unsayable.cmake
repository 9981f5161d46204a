# Run at build time: cmake -DOUT=… -DDIR=… -P embed_unsayable.cmake. Writes the lines of DIR's
# word lists, all languages together, as one C++ source.
file(GLOB files ${DIR}/*.txt)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  file(STRINGS ${file} lines REGEX "^[^#]")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^[a-z0-9]+( [a-z0-9]+)*$")
      message(FATAL_ERROR "${file}: '${line}' is not written as texts are compared")
    endif()
    string(APPEND rows "    \" ${line} \",\n")
  endforeach()
endforeach()
file(WRITE ${OUT} "// Written by src/desk/embed_unsayable.cmake.
#include \"desk/unsayable.h\"

namespace kept::desk {
namespace {

constexpr std::string_view kUnsayable[] = {
${rows}};

}  // namespace

std::span<const std::string_view> unsayable() { return kUnsayable; }

}  // namespace kept::desk
")
