namespace Delivery.ServiceDefaults;

/// <summary>The values of the setting <c>Profile</c>.</summary>
public static class Profiles
{
    /// <summary>The name of the setting.</summary>
    public const string Setting = "Profile";

    /// <summary>Allows the development issuer, demo users and seed data. Never set it where real orders are taken.</summary>
    public const string Demo = "demo";
}
