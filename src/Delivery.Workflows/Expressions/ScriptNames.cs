namespace Delivery.Workflows.Expressions;

/// <summary>How scripts call variables and outputs.</summary>
internal static class ScriptNames
{
    public static string Pascal(string name) =>
        name.Length == 0 || char.IsUpper(name[0]) ? name : char.ToUpperInvariant(name[0]) + name[1..];

    public static string OutputAccessor(string output, string activity) => $"get{Pascal(output)}From{Pascal(activity)}";

    /// <summary>Accessors exist for names of letters and digits only.</summary>
    public static bool HasAccessor(string name) => name.Length > 0 && name.All(char.IsLetterOrDigit);
}
