namespace Delivery.Workflows.Api.Descriptors;

/// <summary>A kind of expression. The Studio reads the properties as texts.</summary>
internal sealed record ExpressionModel(string Type, string DisplayName, bool IsSerializable, bool IsBrowsable, IReadOnlyDictionary<string, string> Properties);
