namespace Delivery.PaymentSandbox.Ledger;

/// <summary>The books, for whoever checks them.</summary>
internal static class LedgerEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapLedger(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/ledger");
        group.MapGet("/orders/{reference}", (string reference, LedgerReader reader) => TypedResults.Ok(reader.Order(reference)));
        group.MapGet("/", (long? cursor, int? limit, LedgerReader reader) =>
        {
            var size = Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit);
            var items = reader.Page(cursor ?? 0, size);
            return TypedResults.Ok(new { items, nextCursor = items.Count == size ? items[^1].Sequence : (long?)null });
        });
    }
}
