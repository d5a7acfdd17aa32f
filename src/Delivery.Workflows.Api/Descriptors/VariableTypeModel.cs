namespace Delivery.Workflows.Api.Descriptors;

/// <summary>A type that variables, inputs and outputs may have.</summary>
internal sealed record VariableTypeModel(string TypeName, string DisplayName, string Category, string Description);
