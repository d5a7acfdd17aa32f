namespace Delivery.Workflows;

/// <summary>
/// Moves the instance to another version of its definition, with everything that version uses. What has completed does not run again; what
/// is active goes on where it stands.
/// </summary>
/// <param name="TargetVersion">The version's number; null for the published one.</param>
public sealed record MigrateInstance(int? TargetVersion) : Alteration
{
    /// <inheritdoc />
    public override string Type => "Migrate";
}
