namespace Delivery.Workflows.Api.Features;

/// <summary>Something the server can do.</summary>
internal sealed record Feature(string Namespace, string Name, string DisplayName, string Description)
{
    public string FullName => $"{Namespace}.{Name}";
}
