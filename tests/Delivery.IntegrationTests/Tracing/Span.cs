namespace Delivery.IntegrationTests.Tracing;

/// <summary>A span as a process exported it.</summary>
/// <param name="TraceId">Hexadecimal.</param>
/// <param name="SpanId">Hexadecimal.</param>
/// <param name="ParentId">Hexadecimal; empty for a root.</param>
/// <param name="Name">What was done.</param>
/// <param name="Kind">Of OTLP.</param>
/// <param name="Start">In nanoseconds since 1970.</param>
/// <param name="End">In nanoseconds since 1970.</param>
/// <param name="Scope">The instrumentation that made it.</param>
/// <param name="Service">The process's <c>service.name</c>.</param>
/// <param name="Attributes">Those that are texts or numbers.</param>
internal sealed record Span(
    string TraceId,
    string SpanId,
    string ParentId,
    string Name,
    SpanKind Kind,
    ulong Start,
    ulong End,
    string Scope,
    string Service,
    IReadOnlyDictionary<string, string> Attributes)
{
    public override string ToString() => $"{Service}: {Name} [{Scope}, {Kind}]";
}
