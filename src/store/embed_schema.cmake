# Run at build time: cmake -DOUT=… -DDIR=… -P embed_schema.cmake. Writes the numbered SQL files of
# DIR as one C++ source, and fails when a number is missing or used twice.
file(GLOB files ${DIR}/*.sql)
list(SORT files)
set(number 0)
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  math(EXPR number "${number} + 1")
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
    message(FATAL_ERROR "${file}: migrations are named like 0001_what_it_does.sql")
  endif()
  math(EXPR found "1${CMAKE_MATCH_1} - 10000")
  if(NOT found EQUAL number)
    message(FATAL_ERROR "${file}: the next migration has to be number ${number}")
  endif()
  file(READ ${file} sql)
  # Compilers limit one literal to 64 KiB; adjacent ones are joined.
  string(REPLACE ";\n" ";\n)sql\"\n    R\"sql(" sql "${sql}")
  string(APPEND rows "    {${number}, \"${name}\",\n    R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE ${OUT} "// Written by src/store/embed_schema.cmake.
#include \"store/sqlite/migrations.h\"

namespace kept::store {
namespace {

constexpr Migration kMigrations[] = {
${rows}};

}  // namespace

std::span<const Migration> embedded_migrations() { return kMigrations; }

}  // namespace kept::store
")
