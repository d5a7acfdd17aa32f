namespace Delivery.Workflows.Api.Http;

/// <summary>Which part of a list: everything, unless something is said.</summary>
internal readonly record struct ElsaPaging(int Skip, int? Take)
{
    private const int DefaultTake = 100;

    /// <summary>By page number, from 0.</summary>
    public static ElsaPaging ByPage(string? page, string? pageSize)
    {
        var (number, size) = (ElsaValues.Number(page, "page", 0), ElsaValues.Number(pageSize, "pageSize", 1));
        return number is null && size is null ? default : new ElsaPaging((number ?? 0) * (size ?? DefaultTake), size ?? DefaultTake);
    }

    /// <summary>By position.</summary>
    public static ElsaPaging ByPosition(string? skip, string? take)
    {
        var (first, count) = (ElsaValues.Number(skip, "skip", 0), ElsaValues.Number(take, "take", 0));
        return first is null && count is null ? default : new ElsaPaging(first ?? 0, count ?? DefaultTake);
    }

    public IReadOnlyList<TItem> Of<TItem>(IReadOnlyList<TItem> items) => [.. items.Skip(Skip).Take(Take ?? int.MaxValue)];
}
