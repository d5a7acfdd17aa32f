using System.Text.RegularExpressions;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Stores.Catalog;

/// <summary>The body of <c>PUT …/menu/items/{itemId}</c>.</summary>
/// <param name="Name">By language tag, at least one.</param>
/// <param name="Price">In minor units of the store's currency.</param>
/// <param name="SoldOut">True while it cannot be ordered.</param>
internal sealed partial record PutMenuItem(IReadOnlyDictionary<string, string>? Name, long Price, bool SoldOut)
{
    private const int MaxNameLength = 100;
    private const int MaxNames = 10;
    private const long MaxPrice = 100_000_000;

    /// <summary>The item, when all of it is valid.</summary>
    public MenuItem ToMenuItem(string itemId)
    {
        if (!ItemIds().IsMatch(itemId))
        {
            throw Invalid("An item's id has 1 to 64 lower-case letters, digits and hyphens, for example \"bibimbap\".");
        }

        if (Name is null || Name.Count is 0 or > MaxNames)
        {
            throw Invalid($"Give the item a name in 1 to {MaxNames} languages, for example {{\"en\": \"Bibimbap\", \"ko\": \"비빔밥\"}}.");
        }

        if (!Name.All(text => Languages().IsMatch(text.Key) && IsName(text.Value)))
        {
            throw Invalid($"Each name needs a language tag such as \"en\" or \"ko\" and a text of 1 to {MaxNameLength} characters.");
        }

        if (Price is < 0 or > MaxPrice)
        {
            throw Invalid($"The price is in minor units of the store's currency, from 0 to {MaxPrice}.");
        }

        return new MenuItem(itemId, Name, Price, SoldOut);
    }

    private static bool IsName(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MaxNameLength && !FreeText.HasControlCharacters(text);

    private static ProblemException Invalid(string detail) => new(StoresProblems.MenuItemInvalid, detail);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex ItemIds();

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")]
    private static partial Regex Languages();
}
