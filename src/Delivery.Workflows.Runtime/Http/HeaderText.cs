using System.Text.RegularExpressions;

namespace Delivery.Workflows.Runtime.Http;

/// <summary>
/// What a workflow may write into headers: none that the server sets itself or that keep its answers away from our own pages, and nothing that would
/// break the message in two.
/// </summary>
internal static partial class HeaderText
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Content-Security-Policy", "Keep-Alive", "Server", "Trailer", "Transfer-Encoding", "Upgrade",
        "X-Content-Type-Options",
    };

    public static bool IsAllowed(string name) => Token().IsMatch(name) && !Reserved.Contains(name);

    public static string Clean(string value) => Unsafe().Replace(value, " ");

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
    private static partial Regex Token();

    [GeneratedRegex("[^\\t\\x20-\\x7e]")]
    private static partial Regex Unsafe();
}
