#!/bin/bash
# Installs a .deb in clean Debian systems and looks at what a user would get.
#
#   check-deb.sh [--native] [DEB] [SUITE]...
#
# DEB is by default the newest one in build/package; SUITE by default bookworm and trixie. --native builds the package again
# inside each system first, with the compiler and the Qt of that release, and checks that one. Each system is made by debootstrap once,
# kept as build/chroots/SUITE.tar, and unpacked afresh for every check; it is removed afterwards. The X server stays outside, so the system
# holds only the package and what the package asks for.
#
# Wants root, debootstrap, Xvfb, xdotool, x11-utils, scrot, lintian. SPACELINE_DEBIAN_MIRROR names the mirror where apt's own
# configuration has none; SPACELINE_CHECK_DISPLAY the first X display number to try.
set -euo pipefail

# A mount and process namespace of its own: whatever happens, no mount and no process outlives this script.
if [[ -z ${SPACELINE_CHECK_INSIDE:-} ]]; then
    [[ $(id -u) -eq 0 ]] || { echo "check-deb: needs root for debootstrap and chroot" >&2; exit 2; }
    export SPACELINE_CHECK_INSIDE=1
    exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi

root=$(cd "$(dirname "$0")/../.." && pwd)
package=$root/build/package
chroots=$root/build/chroots
native=no
deb=
suites=()
for argument in "$@"; do
    case $argument in
    --native) native=yes ;;
    *.deb) deb=$(realpath "$argument") ;;
    -*) echo "check-deb: unknown option $argument" >&2; exit 2 ;;
    *) suites+=("$argument") ;;
    esac
done
[[ ${#suites[@]} -gt 0 ]] || suites=(bookworm trixie)
version=$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' "$root/CMakeLists.txt")
if [[ $native == no && -z $deb ]]; then
    deb=$(find "$package" -maxdepth 1 -name "spaceline_${version}_*.deb" -printf '%T@ %p\n' 2>/dev/null | sort -rn | head -1 | cut -d' ' -f2-)
    [[ -n $deb ]] || { echo "check-deb: no package; run packaging/linux/package-deb.sh first" >&2; exit 2; }
fi

server=
system=
socket=none
clean_up() {
    [[ -z $server ]] || { kill "$server" && wait "$server"; } 2>/dev/null || true # told to end, it removes its lock
    remove_system
}
trap clean_up EXIT

fail() { echo "check-deb: FAILED: $*" >&2; exit 1; }
say() { echo "check-deb: $*"; }

# The mirror that this machine's apt uses, whatever it is called.
uri_of() { apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null | awk -v label="$1" '$1 == label { print $2; exit }'; }
mirror=${SPACELINE_DEBIAN_MIRROR:-$(uri_of Debian)}
security=$(uri_of Debian-Security)
[[ -n $mirror ]] || fail "apt knows no Debian mirror; set SPACELINE_DEBIAN_MIRROR"

make_base() { # SUITE: build/chroots/SUITE.tar
    local suite=$1 base=$chroots/$1.base
    [[ -f $chroots/$suite.tar ]] && return
    say "$suite: making a clean system"
    rm -rf --one-file-system "$base"
    mkdir -p "$base"
    timeout 900 debootstrap --variant=minbase "$suite" "$base" "$mirror" >"$chroots/$suite.log" 2>&1 || { tail -20 "$chroots/$suite.log" >&2; fail "debootstrap $suite"; }
    {
        echo "deb $mirror $suite main"
        echo "deb $mirror $suite-updates main"
        [[ -z $security ]] || echo "deb $security $suite-security main"
    } >"$base/etc/apt/sources.list"
    rm -f "$base"/var/cache/apt/archives/*.deb
    tar -C "$base" -cf "$chroots/$suite.tar.part" .
    mv "$chroots/$suite.tar.part" "$chroots/$suite.tar"
    rm -rf --one-file-system "$base"
}

inside() { # COMMAND...: as root in the system
    chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"
}

make_system() { # SUITE
    system=$chroots/$1
    rm -rf --one-file-system "$system"
    mkdir -p "$system"
    tar -C "$system" -xf "$chroots/$1.tar"
    mount -t proc proc "$system/proc"
    mount -t tmpfs tmpfs "$system/dev/shm"
    cp -L /etc/resolv.conf "$system/etc/resolv.conf"
    timeout 300 chroot "$system" apt-get -qq update >/dev/null || fail "apt-get update"
    inside useradd --create-home visitor
    # In front of [VARIABLE=VALUE]... COMMAND...: an ordinary user without a desktop, a session bus or a keychain. No function, so that
    # in the background $! is the command itself.
    as_user=(chroot --userspec=visitor:visitor "$system" env -i PATH=/usr/bin:/bin HOME=/home/visitor USER=visitor)
}

remove_system() {
    [[ -n ${system:-} ]] || return 0
    umount -l "$system/tmp/.X11-unix/$socket" "$system/dev/shm" "$system/proc" 2>/dev/null || true
    rm -rf --one-file-system "$system"
    system=
}

apt_install() { timeout 1800 chroot "$system" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >"$chroots/apt.log" 2>&1 || { tail -20 "$chroots/apt.log" >&2; return 1; }; }

build_native() { # SUITE: sets deb
    say "$1: building the package there"
    # shellcheck disable=SC2046 # one word a package
    apt_install build-essential fakeroot lintian $(sed -n '/^Build-Depends:/,/^[A-Z]/s/^ \([a-z0-9.+-]*\).*/\1/p' "$root/packaging/linux/debian/control") ||
        fail "$1: the build's dependencies"
    mkdir -p "$system/source"
    (cd "$root" && tar -c --exclude=./build --exclude=./.git .) | tar -C "$system/source" -x
    timeout 3000 chroot "$system" env HOME=/root LC_ALL=C.UTF-8 /source/packaging/linux/package-deb.sh >"$chroots/$1-build.log" 2>&1 ||
        { tail -40 "$chroots/$1-build.log" >&2; fail "$1: the build"; }
    mkdir -p "$package/$1"
    cp "$system"/source/build/package/*.deb "$package/$1/"
    deb=$(find "$package/$1" -name "spaceline_${version}_*.deb")
    remove_system
    make_system "$1"
}

start_display() {
    local number=${SPACELINE_CHECK_DISPLAY:-90}
    # Not one that an X server picks itself: that is :0, whose socket a desktop, or one that is gone, may hold.
    for (( ; number < 200; number++)); do
        [[ -e /tmp/.X11-unix/X$number || -e /tmp/.X$number-lock ]] || break
    done
    display=:$number
    Xvfb "$display" -screen 0 1280x820x24 -nolisten tcp >/dev/null 2>&1 &
    server=$!
    for _ in $(seq 100); do
        DISPLAY=$display xdpyinfo >/dev/null 2>&1 && return
        sleep 0.1
    done
    fail "no X display"
}

windows() { DISPLAY=$display xdotool search --onlyvisible --class '^spaceline$' 2>/dev/null || true; }

see_window() { # NAME LANG: starts the program, waits for its window, takes a picture
    local picture=$package/$1.png log=$chroots/$1.log pid window=
    [[ -z $(windows) ]] || fail "$1: an earlier window is still there"
    "${as_user[@]}" DISPLAY="$display" LANG="$2" spaceline --demo >"$log" 2>&1 &
    pid=$!
    for _ in $(seq 200); do
        kill -0 $pid 2>/dev/null || { cat "$log" >&2; fail "$1: the program ended by itself"; }
        window=$(windows | tail -1)
        [[ -z $window ]] || break
        sleep 0.1
    done
    [[ -n $window ]] || { cat "$log" >&2; fail "$1: no window within 20 seconds"; }
    DISPLAY=$display xwininfo -id "$window" | grep -q IsViewable || fail "$1: the window is not mapped"
    sleep 2 # for the picture only: let it paint
    kill -0 $pid 2>/dev/null || { cat "$log" >&2; fail "$1: the program ended after its window was there"; }
    DISPLAY=$display scrot --overwrite "$picture"
    kill $pid
    wait $pid 2>/dev/null || true
    for _ in $(seq 50); do [[ -z $(windows) ]] && break; sleep 0.1; done
    say "$1: the window is mapped; picture in ${picture#"$root"/}"
}

check() { # SUITE
    local suite=$1 files path
    say "$suite: installing $(basename "$deb")"
    cp "$deb" "$system/spaceline.deb"
    apt_install /spaceline.deb || fail "$suite: apt cannot install the package"
    rm "$system/spaceline.deb"

    files=$(inside dpkg -L spaceline)
    for path in /usr/bin/spaceline /usr/share/applications/io.github.spaceline.Spaceline.desktop \
        /usr/share/metainfo/io.github.spaceline.Spaceline.metainfo.xml \
        /usr/share/icons/hicolor/{16x16,24x24,32x32,48x48,64x64,128x128,256x256,512x512}/apps/io.github.spaceline.Spaceline.png \
        /usr/share/icons/hicolor/scalable/apps/io.github.spaceline.Spaceline.svg \
        /usr/share/icons/hicolor/symbolic/apps/io.github.spaceline.Spaceline-symbolic.svg \
        /usr/share/man/man1/spaceline.1.gz /usr/share/bash-completion/completions/spaceline /usr/share/doc/spaceline/copyright; do
        grep -qxF "$path" <<<"$files" || fail "$suite: $path is not in the package"
    done
    path=$(grep '/spaceline_window\.so$' <<<"$files") || fail "$suite: the window's plug-in is not in the package"
    ! inside ldd "$path" /usr/bin/spaceline | grep 'not found' || fail "$suite: libraries are missing"

    [[ $("${as_user[@]}" LC_ALL=C.UTF-8 timeout 20 spaceline --version) == *" $version" ]] || fail "$suite: spaceline --version does not say $version"

    socket=X${display#:}
    mkdir -p "$system/tmp/.X11-unix"
    touch "$system/tmp/.X11-unix/$socket"
    mount --bind "/tmp/.X11-unix/$socket" "$system/tmp/.X11-unix/$socket"
    see_window "$suite" C.UTF-8
    # The Chinese window needs a locale and a font, which are the system's and not the package's to bring.
    apt_install locales fonts-wqy-zenhei || fail "$suite: locales"
    inside localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    see_window "$suite-zh_CN" zh_CN.UTF-8
    umount "$system/tmp/.X11-unix/$socket"

    inside apt-get -qq -y purge spaceline >/dev/null 2>&1 || fail "$suite: the package cannot be removed"
    [[ -z $(inside find /usr /etc /var -name '*paceline*' -not -path '/var/log/*' -not -path '/var/cache/*' -not -path '/var/lib/apt/*') ]] || fail "$suite: something was left behind"
    say "$suite: good"
}

mkdir -p "$chroots" "$package"
start_display
for suite in "${suites[@]}"; do
    make_base "$suite"
    make_system "$suite"
    [[ $native == no ]] || build_native "$suite"
    check "$suite"
    remove_system
done
lintian --fail-on error,warning "$deb"
