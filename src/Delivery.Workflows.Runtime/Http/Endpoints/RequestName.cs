using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Names requests: what the same caller repeats with the same key is the same request.</summary>
internal static class RequestName
{
    /// <summary>As long as a random identifier at least; and shorter ones than those cannot have so many different characters by chance.</summary>
    private const int UnguessableLength = 20;
    private const int UnguessableCharacters = 8;

    /// <summary>Of a request that is never the same as another.</summary>
    public static string Random(DateTimeOffset now) => "req_" + Guid.CreateVersion7(now).ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Null when nobody knows the caller, and others could have the same key.</summary>
    public static string? Of(ClaimsPrincipal user, string method, string path, string key)
    {
        var caller = CallerOf(user);
        if (caller is null && !IsUnguessable(key))
        {
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{method}\n{path}\n{key}"));
        return "req_" + Convert.ToHexStringLower(hash)[..48];
    }

    /// <summary>Null for one whom the token does not name.</summary>
    private static string? CallerOf(ClaimsPrincipal user) =>
        user.FindFirst("sub")?.Value is { Length: > 0 } subject ? subject
            : (user.FindFirst(ClaimTypes.NameIdentifier) ?? user.FindFirst("client_id") ?? user.FindFirst("azp"))?.Value is { Length: > 0 } client ? $"client\n{client}"
            : null;

    private static bool IsUnguessable(string key) => key.Length >= UnguessableLength && key.Distinct().Count() >= UnguessableCharacters;
}
