using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Delivery.Workflows.Api.Http;

/// <summary>Elsa's permissions, as far as we serve what they are for, and the roles that have them. Whoever is not named here has none.</summary>
internal static class Permissions
{
    /// <summary>Look at definitions, instances and everything a designer needs to show them.</summary>
    public static readonly string[] Read = [Roles.Analyst, Roles.Operator, Roles.Viewer];

    /// <summary>Write, publish, retract and delete definitions.</summary>
    public static readonly string[] Edit = [Roles.Analyst];

    /// <summary>Run workflows by hand, end and delete instances: of order flows, only operators may.</summary>
    public static readonly string[] Run = [Roles.Analyst, Roles.Operator];

    /// <summary>Alter instances.</summary>
    public static readonly string[] Operate = [Roles.Operator];

    /// <summary>Whether the caller has it.</summary>
    public static bool Has(this ClaimsPrincipal user, string[] permission) => permission.Any(user.IsInRole);

    /// <summary>Closes the endpoint to everybody without it.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string[] permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(policy => policy.RequireRole(permission));
}
