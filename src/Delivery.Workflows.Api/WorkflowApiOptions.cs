using System.Security.Claims;
using Delivery.Workflows.Api.Http;

namespace Delivery.Workflows.Api;

/// <summary>What this API offers.</summary>
internal sealed class WorkflowApiOptions
{
    /// <summary>Whether definitions can be changed through it. As long as they cannot, no link says that they can.</summary>
    public bool HasWriteSide { get; init; }

    /// <summary>Whether this caller may change them.</summary>
    public bool MayEdit(ClaimsPrincipal user) => HasWriteSide && user.Has(Permissions.Edit);
}
