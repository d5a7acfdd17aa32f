namespace Delivery.Workflows.Api.Running;

/// <summary>Activities made of contract messages: their types name a module and a message.</summary>
internal static class DomainTypes
{
    private const string Prefix = "Delivery.";

    /// <summary>The engine's own have one dot only.</summary>
    public static bool IsOne(string type) => type.StartsWith(Prefix, StringComparison.Ordinal) && type.IndexOf('.', Prefix.Length) > 0;
}
