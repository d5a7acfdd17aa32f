namespace Delivery.Workflows.Api.Features;

/// <summary>Which Elsa this server is like.</summary>
internal sealed record PackageVersion([property: System.Text.Json.Serialization.JsonPropertyName("packageVersion")] string Number);
