using System.Text.RegularExpressions;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>Names of code as Elsa shows them: "WriteLine" is "Write Line".</summary>
internal static partial class Words
{
    public static string Of(string pascalCase) => Boundary().Replace(pascalCase, " ");

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Boundary();
}
