namespace Delivery.Contracts;

/// <summary>How a message appears in the Studio's toolbox (R16). The description is the type's XML documentation.</summary>
/// <param name="category">One of <see cref="ActivityCategories"/>.</param>
/// <param name="displayName">What a business analyst reads on the box, for example "Authorize payment".</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActivityAttribute(string category, string displayName) : Attribute
{
    /// <summary>The toolbox group.</summary>
    public string Category { get; } = category;

    /// <summary>The box's title.</summary>
    public string DisplayName { get; } = displayName;

    /// <summary>A Material icon's name; none by default.</summary>
    public string? Icon { get; init; }
}
