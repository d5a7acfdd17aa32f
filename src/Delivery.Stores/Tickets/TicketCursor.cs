using System.Globalization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;

namespace Delivery.Stores.Tickets;

/// <summary>Where a page of tickets ended: they are listed by order, which is by age, and round.</summary>
internal readonly record struct TicketCursor(string OrderId, int Round)
{
    /// <summary>Where the page asked for begins.</summary>
    public static TicketCursor Of(PageRequest page)
    {
        if (page.After() is not { } text)
        {
            return new TicketCursor("", 0);
        }

        var separator = text.LastIndexOf('/');
        return separator > 0 && int.TryParse(text.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var round)
            ? new TicketCursor(text[..separator], round)
            : throw new ProblemException(
                StoresProblems.CursorInvalid, "Send a nextCursor exactly as a page gave it, or none for the first page.");
    }

    public static string KeyOf(TicketView ticket) => string.Create(CultureInfo.InvariantCulture, $"{ticket.OrderId}/{ticket.Round}");
}
