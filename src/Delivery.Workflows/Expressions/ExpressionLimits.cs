namespace Delivery.Workflows;

/// <summary>
/// What a script or template may use (R14). The counted limits come first and are the same on every machine; time is the last one.
/// </summary>
public sealed class ExpressionLimits
{
    /// <summary>JavaScript statements of one evaluation. Default 100 000.</summary>
    public int MaxStatements { get; set; } = 100_000;

    /// <summary>Bytes one evaluation may allocate. Default 32 MiB.</summary>
    public long MaxMemory { get; set; } = 32 * 1024 * 1024;

    /// <summary>Nested calls. Default 100.</summary>
    public int MaxRecursion { get; set; } = 100;

    /// <summary>Elements of an array a script makes. Default 100 000.</summary>
    public int MaxArrayLength { get; set; } = 100_000;

    /// <summary>Rounds of all loops of a Liquid template. Default 10 000.</summary>
    public int MaxLiquidIterations { get; set; } = 10_000;

    /// <summary>Characters of a result: text, or the JSON of a structure, and of each value a script stores. Default 262 144.</summary>
    public int MaxOutput { get; set; } = 256 * 1024;

    /// <summary>Time of one evaluation, for what the counters do not catch. Default 2 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);
}
