using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Delivery.Workflows.Execution;

/// <summary>
/// SplitMix64 with its whole state in one number that the instance keeps. Good enough for ids and jitter in scripts; not for secrets.
/// </summary>
internal sealed class SeededRandom(ulong state)
{
    public ulong State { get; private set; } = state;

    public static SeededRandom For(string instanceId) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId))));

    public void Stir(ulong seed)
    {
        State ^= seed;
        Next();
    }

    public ulong Next()
    {
        State = unchecked(State + 0x9E3779B97F4A7C15UL);
        var z = State;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }

    /// <summary>In [0, 1), with the 53 bits a double has.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
