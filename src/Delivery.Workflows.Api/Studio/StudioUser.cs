using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;

namespace Delivery.Workflows.Api.Studio;

/// <summary>Who the page's token is for.</summary>
/// <param name="Subject">The token's <c>sub</c>.</param>
/// <param name="Role">The role that lets them in; of several, the one that may change definitions.</param>
internal sealed record StudioUser(string Subject, string Role)
{
    private static readonly string[] InOrder = [Roles.Analyst, Roles.Operator, Roles.Viewer];

    /// <summary>The endpoint lets in nobody who has none of the roles.</summary>
    public static StudioUser Of(ClaimsPrincipal user) => new(user.Subject(), InOrder.First(user.IsInRole));
}
