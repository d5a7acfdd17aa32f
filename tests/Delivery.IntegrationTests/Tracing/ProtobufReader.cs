using System.Buffers.Binary;
using System.Text;

namespace Delivery.IntegrationTests.Tracing;

/// <summary>Reads the fields of one protobuf message, one after the other. What a caller does not know it passes over.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a number, whichever way it is encoded.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value of a text, of bytes or of a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Lower-case, as trace ids are written.</summary>
    public readonly string Hex => Convert.ToHexStringLower(Bytes);

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">This is not protobuf.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var key = ReadVarint();
        Field = (int)(key >> 3);
        Bytes = default;
        Number = (key & 7) switch
        {
            Varint => ReadVarint(),
            Fixed64 => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
            Delimited => ReadDelimited(),
            Fixed32 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
            var type => throw new InvalidDataException($"Wire type {type} is unknown."),
        };
        return true;
    }

    private ulong ReadDelimited()
    {
        Bytes = Take(checked((int)ReadVarint()));
        return 0;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("The message ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
