;; The ones' complement sum of RFC 1071, 64 octets at a time. The words are added in the byte order
;; of the machine (little-endian in WebAssembly), which gives the sum with its octets swapped
;; (RFC 1071, section 2, B); they are swapped back at the end.
;;
;; A lane of an accumulator grows by at most 4 * 65535 per turn of the first loop, so it holds
;; 16384 turns, almost a mebioctet. The caller sums half of that at most.
;;
;; The last 1 to 15 octets are loaded with what follows them, which is masked out: up to 15 octets
;; behind the sum must be memory, whatever they hold.
(module
  (memory (export "memory") 17 32768)
  (func (export "sum") (param $at i32) (param $octets i32) (result i32)
    (local $end i32) (local $a v128) (local $b v128) (local $sum i64)

    local.get $at
    local.get $octets
    i32.const -64
    i32.and
    i32.add
    local.set $end
    block $done
      loop $next
        local.get $at
        local.get $end
        i32.ge_u
        br_if $done
        local.get $a
        local.get $at
        v128.load offset=0
        i32x4.extadd_pairwise_i16x8_u
        i32x4.add
        local.get $at
        v128.load offset=16
        i32x4.extadd_pairwise_i16x8_u
        i32x4.add
        local.set $a
        local.get $b
        local.get $at
        v128.load offset=32
        i32x4.extadd_pairwise_i16x8_u
        i32x4.add
        local.get $at
        v128.load offset=48
        i32x4.extadd_pairwise_i16x8_u
        i32x4.add
        local.set $b
        local.get $at
        i32.const 64
        i32.add
        local.set $at
        br $next
      end
    end

    ;; up to three pieces of 16 octets
    local.get $end
    local.get $octets
    i32.const 48
    i32.and
    i32.add
    local.set $end
    block $done
      loop $next
        local.get $at
        local.get $end
        i32.ge_u
        br_if $done
        local.get $a
        local.get $at
        v128.load offset=0
        i32x4.extadd_pairwise_i16x8_u
        i32x4.add
        local.set $a
        local.get $at
        i32.const 16
        i32.add
        local.set $at
        br $next
      end
    end

    ;; the rest, below 16 octets: lanes whose number is below their count are kept
    local.get $octets
    i32.const 15
    i32.and
    if
      local.get $b
      local.get $at
      v128.load offset=0
      v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
      local.get $octets
      i32.const 15
      i32.and
      i8x16.splat
      i8x16.lt_u
      v128.and
      i32x4.extadd_pairwise_i16x8_u
      i32x4.add
      local.set $b
    end

    ;; eight lanes of 32 bits to one sum of 64 bits
    local.get $a
    i64x2.extend_low_i32x4_u
    local.get $a
    i64x2.extend_high_i32x4_u
    i64x2.add
    local.get $b
    i64x2.extend_low_i32x4_u
    local.get $b
    i64x2.extend_high_i32x4_u
    i64x2.add
    i64x2.add
    local.tee $a
    i64x2.extract_lane 0
    local.get $a
    i64x2.extract_lane 1
    i64.add
    local.set $sum

    ;; fold to 16 bits, three times: below 2^35, then below 2^20, then below 2^17
    local.get $sum
    i64.const 65535
    i64.and
    local.get $sum
    i64.const 16
    i64.shr_u
    i64.add
    local.tee $sum
    i64.const 65535
    i64.and
    local.get $sum
    i64.const 16
    i64.shr_u
    i64.add
    local.tee $sum
    i64.const 65535
    i64.and
    local.get $sum
    i64.const 16
    i64.shr_u
    i64.add
    local.tee $sum
    i64.const 65535
    i64.and
    local.get $sum
    i64.const 16
    i64.shr_u
    i64.add
    i32.wrap_i64
    local.tee $at

    ;; swap the two octets
    i32.const 8
    i32.shr_u
    local.get $at
    i32.const 8
    i32.shl
    i32.const 65280
    i32.and
    i32.or
  )
)
