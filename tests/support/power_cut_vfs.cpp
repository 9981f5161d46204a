#include "tests/support/power_cut_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace kept::testing {
namespace {

using Bytes = std::vector<unsigned char>;

// Shared or exclusive holders of one lock slot of the shared memory.
struct ShmSlot {
  int shared = 0;
  bool exclusive = false;
};

// What several connections share: the bytes, the locks on the file and its WAL index.
struct Inode {
  Bytes bytes;
  std::optional<Bytes> durable;  // nothing: the cut takes the file away
  int shared = 0;
  const void* reserved = nullptr;  // the handle holding RESERVED, PENDING or EXCLUSIVE
  bool pending = false;
  std::vector<std::unique_ptr<std::array<unsigned char, 32768>>> shm;
  std::array<ShmSlot, SQLITE_SHM_NLOCK> slots;
  int shm_users = 0;
};

// Counts down to the call that fails; negative: not armed.
struct Countdown {
  int left = -1;
  int code = SQLITE_OK;

  bool hits() {
    if (left < 0) return false;
    return --left == 0 ? (left = -1, true) : false;
  }
};

}  // namespace

struct PowerCutVfs::Disk {
  std::mutex mutex;  // guards everything below
  std::map<std::string, std::shared_ptr<Inode>> names;
  std::map<std::string, std::shared_ptr<Inode>> durable_names;
  int generation = 0;  // handles of an older one are dead
  bool on = true;
  Countdown failing_read;
  Countdown failing_write;
  Countdown failing_sync;
  Countdown cutting_sync;
  Moment cut_moment = Moment::kBeforeSync;
  int filling_in = -1;
  bool full = false;
  int writes = 0;
  int syncs = 0;

  void cut() {
    on = false;
    ++generation;
    names.clear();
    for (auto& [name, inode] : durable_names) {
      auto after = std::make_shared<Inode>();
      after->bytes = *inode->durable;
      after->durable = after->bytes;
      inode = after;
      names[name] = after;
    }
  }

  // What SQLite's unix VFS does when it first syncs a new log or journal: from then on the names,
  // and the deletions before, are durable. Bytes are not: an unsynced file comes back empty.
  void sync_directory() {
    durable_names = names;
    for (auto& [name, inode] : names) {
      if (!inode->durable) inode->durable = Bytes();
    }
  }

  int next_write() {
    ++writes;
    if (filling_in > 0 && --filling_in == 0) full = true;
    if (full) return SQLITE_FULL;
    return failing_write.hits() ? failing_write.code : SQLITE_OK;
  }
};

namespace {

using Disk = PowerCutVfs::Disk;

struct Handle {
  std::shared_ptr<Disk> disk;
  std::shared_ptr<Inode> inode;
  std::string name;
  int generation = 0;
  int lock = SQLITE_LOCK_NONE;
  bool delete_on_close = false;
  bool is_log = false;  // a WAL or a rollback journal
  bool has_shm = false;
  unsigned shm_shared = 0;     // slots held shared, as bits
  unsigned shm_exclusive = 0;  // slots held alone, as bits
  bool alive() const { return disk->on && generation == disk->generation; }
};

struct File {
  sqlite3_file base;
  Handle* handle;
};

Handle& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->handle; }
Disk& disk_of(sqlite3_vfs* vfs) { return **static_cast<std::shared_ptr<Disk>*>(vfs->pAppData); }

void drop_lock(Handle& handle, int level) {
  Inode& inode = *handle.inode;
  if (handle.lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED) {
    inode.reserved = nullptr;
    inode.pending = false;
  }
  if (handle.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --inode.shared;
  handle.lock = std::min(handle.lock, level);
}

void drop_shm(Handle& handle) {
  if (!handle.has_shm) return;
  for (int slot = 0; slot < SQLITE_SHM_NLOCK; ++slot) {
    ShmSlot& held = handle.inode->slots[static_cast<std::size_t>(slot)];
    if ((handle.shm_shared >> slot) & 1U) --held.shared;
    if ((handle.shm_exclusive >> slot) & 1U) held.exclusive = false;
  }
  handle.shm_shared = 0;
  handle.shm_exclusive = 0;
  handle.has_shm = false;
  if (--handle.inode->shm_users == 0) handle.inode->shm.clear();
}

int close_file(sqlite3_file* file) {
  Handle* handle = &of(file);
  {
    const std::scoped_lock lock(handle->disk->mutex);
    drop_shm(*handle);
    drop_lock(*handle, SQLITE_LOCK_NONE);
    if (handle->delete_on_close && handle->alive()) handle->disk->names.erase(handle->name);
  }
  delete handle;
  file->pMethods = nullptr;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* target, int amount, sqlite3_int64 offset) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  if (!handle.alive()) return SQLITE_IOERR_READ;
  if (handle.disk->failing_read.hits()) return handle.disk->failing_read.code;
  const Bytes& bytes = handle.inode->bytes;
  const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
  const auto there = std::min(static_cast<std::size_t>(amount), bytes.size() - from);
  if (there > 0) std::memcpy(target, bytes.data() + from, there);
  if (there == static_cast<std::size_t>(amount)) return SQLITE_OK;
  std::memset(static_cast<char*>(target) + there, 0, static_cast<std::size_t>(amount) - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* source, int amount, sqlite3_int64 offset) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  if (!handle.alive()) return SQLITE_IOERR_WRITE;
  if (const int code = handle.disk->next_write(); code != SQLITE_OK) return code;
  Bytes& bytes = handle.inode->bytes;
  const auto end = static_cast<std::size_t>(offset + amount);
  if (bytes.size() < end) bytes.resize(end);
  std::memcpy(bytes.data() + offset, source, static_cast<std::size_t>(amount));
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  if (!handle.alive()) return SQLITE_IOERR_TRUNCATE;
  handle.inode->bytes.resize(static_cast<std::size_t>(size));
  return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int) {
  Handle& handle = of(file);
  Disk& disk = *handle.disk;
  const std::scoped_lock lock(disk.mutex);
  if (!handle.alive()) return SQLITE_IOERR_FSYNC;
  ++disk.syncs;
  const bool cut = disk.cutting_sync.hits();
  if (cut && disk.cut_moment == PowerCutVfs::Moment::kBeforeSync) {
    disk.cut();
    return SQLITE_IOERR_FSYNC;
  }
  if (disk.failing_sync.hits()) return disk.failing_sync.code;
  handle.inode->durable = handle.inode->bytes;
  const bool new_name = disk.durable_names.count(handle.name) == 0;
  disk.durable_names[handle.name] = handle.inode;
  if (new_name && handle.is_log) disk.sync_directory();
  if (!cut) return SQLITE_OK;
  disk.cut();
  return SQLITE_IOERR_FSYNC;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  if (!handle.alive()) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(handle.inode->bytes.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  if (!handle.alive()) return SQLITE_IOERR_LOCK;
  if (handle.lock >= level) return SQLITE_OK;
  Inode& inode = *handle.inode;
  const bool others_write = inode.reserved != nullptr && inode.reserved != &handle;
  if (level == SQLITE_LOCK_SHARED) {
    if (others_write && inode.pending) return SQLITE_BUSY;
    ++inode.shared;
    handle.lock = level;
    return SQLITE_OK;
  }
  if (others_write) return SQLITE_BUSY;
  inode.reserved = &handle;
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    inode.pending = true;
    if (inode.shared > 1) {
      handle.lock = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
  }
  handle.lock = level;
  return SQLITE_OK;
}

int unlock_file(sqlite3_file* file, int level) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  drop_lock(handle, level);
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* reserved) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  *reserved = handle.inode->reserved != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4096; }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  *memory = nullptr;
  if (!handle.alive() || size != 32768) return SQLITE_IOERR_SHMMAP;
  if (!handle.has_shm) {
    handle.has_shm = true;
    ++handle.inode->shm_users;
  }
  auto& regions = handle.inode->shm;
  const auto index = static_cast<std::size_t>(region);
  if (index >= regions.size()) {
    if (extend == 0) return SQLITE_OK;
    while (regions.size() <= index) {
      regions.push_back(std::make_unique<std::array<unsigned char, 32768>>());
    }
  }
  *memory = regions[index]->data();
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  const unsigned mask = ((1U << count) - 1U) << offset;
  const auto each_slot = [&](auto&& visit) {
    for (int slot = offset; slot < offset + count; ++slot) {
      visit(handle.inode->slots[static_cast<std::size_t>(slot)], (1U << slot));
    }
  };
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    each_slot([&](ShmSlot& held, unsigned bit) {
      if ((handle.shm_shared & bit) != 0) --held.shared;
      if ((handle.shm_exclusive & bit) != 0) held.exclusive = false;
    });
    handle.shm_shared &= ~mask;
    handle.shm_exclusive &= ~mask;
    return SQLITE_OK;
  }
  if (!handle.alive()) return SQLITE_IOERR_SHMLOCK;
  const bool alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  bool free = true;
  each_slot([&](const ShmSlot& held, unsigned bit) {
    const int others = held.shared - ((handle.shm_shared & bit) != 0 ? 1 : 0);
    const bool taken = held.exclusive && (handle.shm_exclusive & bit) == 0;
    if (taken || (alone && others > 0)) free = false;
  });
  if (!free) return SQLITE_BUSY;
  each_slot([&](ShmSlot& held, unsigned bit) {
    if (alone) {
      held.exclusive = true;
      handle.shm_exclusive |= bit;
    } else if ((handle.shm_shared & bit) == 0) {
      ++held.shared;
      handle.shm_shared |= bit;
    }
  });
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file* file) { const std::scoped_lock lock(of(file).disk->mutex); }

int shm_unmap(sqlite3_file* file, int) {
  Handle& handle = of(file);
  const std::scoped_lock lock(handle.disk->mutex);
  drop_shm(handle);
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods = {
    2,         close_file,  read_file,      write_file,   truncate_file, sync_file,       file_size,
    lock_file, unlock_file, check_reserved, file_control, sector_size,   characteristics, shm_map,
    shm_lock,  shm_barrier, shm_unmap,      nullptr,      nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  auto disk = *static_cast<std::shared_ptr<Disk>*>(vfs->pAppData);
  const std::scoped_lock lock(disk->mutex);
  if (!disk->on) return SQLITE_CANTOPEN;
  auto handle = std::make_unique<Handle>();
  handle->name = name != nullptr ? name : "temporary-" + std::to_string(disk->names.size());
  const auto found = disk->names.find(handle->name);
  if (found != disk->names.end()) {
    handle->inode = found->second;
  } else {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    handle->inode = std::make_shared<Inode>();
    disk->names[handle->name] = handle->inode;
  }
  handle->disk = disk;
  handle->generation = disk->generation;
  handle->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  handle->is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  reinterpret_cast<File*>(file)->handle = handle.release();
  file->pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_directory) {
  Disk& disk = disk_of(vfs);
  const std::scoped_lock lock(disk.mutex);
  if (!disk.on) return SQLITE_IOERR_DELETE;
  if (disk.names.erase(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
  if (sync_directory != 0) disk.sync_directory();
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* result) {
  Disk& disk = disk_of(vfs);
  const std::scoped_lock lock(disk.mutex);
  if (!disk.on) return SQLITE_IOERR_ACCESS;
  *result = disk.names.count(name) != 0 ? 1 : 0;
  return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int size, char* target) {
  sqlite3_snprintf(size, target, "%s", name);
  return SQLITE_OK;
}

sqlite3_vfs* real() { return sqlite3_vfs_find("unix"); }
int randomness(sqlite3_vfs*, int size, char* target) {
  return real()->xRandomness(real(), size, target);
}
int sleep_for(sqlite3_vfs*, int microseconds) { return real()->xSleep(real(), microseconds); }
int current_time(sqlite3_vfs*, double* now) { return real()->xCurrentTime(real(), now); }
int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

struct PowerCutVfs::Registration {
  std::shared_ptr<Disk> disk;
  sqlite3_vfs vfs{};
};

PowerCutVfs::PowerCutVfs(const std::string& name)
    : name_(name),
      disk_(std::make_shared<Disk>()),
      registration_(std::make_unique<Registration>()) {
  registration_->disk = disk_;
  sqlite3_vfs& vfs = registration_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(File);
  vfs.mxPathname = 512;
  vfs.zName = name_.c_str();
  vfs.pAppData = &registration_->disk;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_name;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep_for;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs, 0);
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&registration_->vfs); }

void PowerCutVfs::cut() {
  const std::scoped_lock lock(disk_->mutex);
  disk_->cut();
}

void PowerCutVfs::power_on() {
  const std::scoped_lock lock(disk_->mutex);
  disk_->on = true;
}

bool PowerCutVfs::is_on() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->on;
}

void PowerCutVfs::fail_read(int n, int sqlite_code) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->failing_read = {n, sqlite_code};
}

void PowerCutVfs::fail_write(int n, int sqlite_code) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->failing_write = {n, sqlite_code};
}

void PowerCutVfs::fail_sync(int n, int sqlite_code) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->failing_sync = {n, sqlite_code};
}

void PowerCutVfs::fill_disk(int n) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->filling_in = n;
}

void PowerCutVfs::free_disk() {
  const std::scoped_lock lock(disk_->mutex);
  disk_->filling_in = -1;
  disk_->full = false;
}

void PowerCutVfs::cut_at_sync(int n, Moment moment) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->cutting_sync = {n, SQLITE_OK};
  disk_->cut_moment = moment;
}

bool PowerCutVfs::is_armed() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->filling_in > 0 || disk_->failing_read.left > 0 || disk_->failing_write.left > 0 ||
         disk_->failing_sync.left > 0 || disk_->cutting_sync.left > 0;
}

void PowerCutVfs::disarm() {
  free_disk();
  const std::scoped_lock lock(disk_->mutex);
  disk_->failing_read = {};
  disk_->failing_write = {};
  disk_->failing_sync = {};
  disk_->cutting_sync = {};
}

int PowerCutVfs::writes() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->writes;
}

int PowerCutVfs::syncs() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->syncs;
}

}  // namespace kept::testing
