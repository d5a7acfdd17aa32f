using System.Text.RegularExpressions;

namespace Delivery.Orchestrator.Activities;

/// <summary>Names of code as people read them.</summary>
internal static partial class Words
{
    /// <summary>"AnswerWithin" becomes "Answer within", "StoreId" becomes "Store id".</summary>
    public static string Of(string pascalCase)
    {
        var words = Boundary().Replace(pascalCase, " ").ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Boundary();
}
