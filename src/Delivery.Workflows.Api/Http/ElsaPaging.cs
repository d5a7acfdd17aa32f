namespace Delivery.Workflows.Api.Http;

/// <summary>Which part of a list. However it is asked for, an answer holds at most <see cref="Most"/>.</summary>
internal readonly record struct ElsaPaging(int Skip, int Take)
{
    /// <summary>As many as an answer may hold.</summary>
    public const int Most = 1000;

    /// <summary>As many as an answer holds when nothing is said.</summary>
    public const int Default = 100;

    /// <summary>By page number, from 0.</summary>
    public static ElsaPaging ByPage(string? page, string? pageSize, int otherwise = Default)
    {
        var number = ElsaValues.Number(page, "page", 0) ?? 0;
        var size = ElsaValues.Number(pageSize, "pageSize", 1, Most) ?? (page is null ? otherwise : Default);
        var skip = (long)number * size;
        return skip <= int.MaxValue ? new ElsaPaging((int)skip, size) : throw new ElsaRefusal($"There is no page {number}: lists end before.");
    }

    /// <summary>By position.</summary>
    public static ElsaPaging ByPosition(string? skip, string? take) =>
        new(ElsaValues.Number(skip, "skip", 0) ?? 0, ElsaValues.Number(take, "take", 0, Most) ?? Default);

    public IReadOnlyList<TItem> Of<TItem>(IReadOnlyList<TItem> items) => [.. items.Skip(Skip).Take(Take)];
}
