namespace Delivery.Workflows.Values;

internal enum TypeAliasKind
{
    /// <summary>Anything; nothing is converted.</summary>
    Object,

    /// <summary>JSON objects and arrays; text that looks like JSON is parsed.</summary>
    Json,

    List,
    Text,
    Boolean,
    Int16,
    Int32,
    Int64,
    Single,
    Double,
    Decimal,
    Guid,
    DateTime,
    DateTimeOffset,
    TimeSpan,
    Bytes,
}
