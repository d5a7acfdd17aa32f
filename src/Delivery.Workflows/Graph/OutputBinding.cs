namespace Delivery.Workflows.Graph;

/// <summary>An output of a node and the variable or workflow output it is bound to.</summary>
internal sealed record OutputBinding(string Name, string? Target, ConverterBinding? Converter);
