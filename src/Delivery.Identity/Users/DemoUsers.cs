using Delivery.ServiceDefaults.Authorization;

namespace Delivery.Identity.Users;

/// <summary>The users that the seed data and the documentation speak of. Tokens can be had for any other subject too.</summary>
public static class DemoUsers
{
    /// <summary>The first of a role is its default.</summary>
    public static IReadOnlyList<DemoUser> All { get; } =
    [
        new("customer-1", Roles.Customer), new("customer-2", Roles.Customer), new("customer-3", Roles.Customer),
        new("owner-1", Roles.Owner), new("owner-2", Roles.Owner), new("owner-3", Roles.Owner), new("owner-4", Roles.Owner), new("owner-5", Roles.Owner),
        new("rider-1", Roles.Rider), new("rider-2", Roles.Rider), new("rider-3", Roles.Rider),
        new("operator-1", Roles.Operator),
        new("analyst-1", Roles.Analyst),
        new("viewer-1", Roles.Viewer),
    ];

    /// <summary>The roles there are, each once.</summary>
    public static IReadOnlyList<string> AllRoles { get; } = [.. All.Select(user => user.Role).Distinct()];

    /// <summary>The default user of a role; null for an unknown role.</summary>
    public static DemoUser? DefaultOf(string role) => All.FirstOrDefault(user => user.Role == role);
}
