using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Delivery.ServiceDefaults.Authorization;

/// <summary>
/// Finds the roles where this installation's issuer puts them, and leaves them as <c>role</c> claims, which is where everything else looks. With another
/// claim configured, a claim that happens to be called <c>role</c> counts for nothing.
/// </summary>
/// <param name="source">A claim's name, or the way to a member of one that is an object: <c>realm_access.roles</c>.</param>
internal sealed class TokenRoles(string source)
{
    public const string Setting = "Authentication:RoleClaim";
    public const string ClaimType = "role";

    public void Settle(ClaimsIdentity identity)
    {
        if (source == ClaimType)
        {
            return;
        }

        var roles = Find(identity);
        foreach (var other in identity.FindAll(ClaimType).ToList())
        {
            identity.RemoveClaim(other);
        }

        identity.AddClaims(roles.Select(role => new Claim(ClaimType, role)));
    }

    private List<string> Find(ClaimsIdentity identity)
    {
        // Names that are addresses have dots too, so that a claim of the whole name comes first.
        var named = identity.FindAll(source).Select(claim => claim.Value).ToList();
        return named.Count > 0 || source.Split('.') is not [var outer, .. { Length: > 0 } way] ? named : Inside(identity.FindFirst(outer), way);
    }

    private static List<string> Inside(Claim? claim, string[] way)
    {
        if (claim?.ValueType != JsonClaimValueTypes.Json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(claim.Value);
        var element = document.RootElement;
        foreach (var member in way)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(member, out element))
            {
                return [];
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array => [.. element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }
}
