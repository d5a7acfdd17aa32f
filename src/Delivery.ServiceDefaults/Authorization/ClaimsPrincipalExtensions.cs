using System.Security.Claims;

namespace Delivery.ServiceDefaults.Authorization;

/// <summary>Reads what our tokens carry.</summary>
public static class ClaimsPrincipalExtensions
{
    /// <summary>Who is calling: the <c>sub</c> claim. Endpoints that use it require authentication, so it is always there.</summary>
    public static string Subject(this ClaimsPrincipal user) =>
        user.FindFirstValue("sub") ?? throw new InvalidOperationException("The endpoint does not require authentication.");
}
