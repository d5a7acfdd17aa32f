using Delivery.ServiceDefaults.Problems;
using Delivery.Stores.Tickets;

namespace Delivery.Stores;

/// <summary>What the module refuses, and how.</summary>
internal static class StoresProblems
{
    public static readonly ProblemType CursorInvalid = new("invalid-cursor", 400, "The cursor is not valid.");

    public static readonly ProblemType MenuFull = new("menu-full", 409, "The menu is full.");

    public static readonly ProblemType MenuItemInvalid = new("menu-item-invalid", 400, "The menu item is not valid.");

    public static readonly ProblemType MenuItemNotFound = new("menu-item-not-found", 404, "The menu has no such item.");

    public static readonly ProblemType ReasonInvalid = new("reason-invalid", 400, "The reason is not valid.");

    public static readonly ProblemType StoreNotFound = new("store-not-found", 404, "There is no such store.");

    public static readonly ProblemType StoreNotYours = new("store-not-yours", 403, "The store belongs to someone else.");

    public static readonly ProblemType TicketNotFound = new("ticket-not-found", 404, "The store has no such ticket.");

    public static readonly ProblemType TicketWrongState = new("ticket-state", 409, "The ticket's state does not allow this.");

    /// <summary>An action out of turn, or one that lost a race: <c>state</c> says what won.</summary>
    public static ProblemException WrongState(Ticket ticket, string action, TicketState needed) =>
        new(
            TicketWrongState,
            $"To {action} the ticket must be {needed}, and it is {ticket.State}. Nothing was changed; read the ticket again.")
        {
            Extensions = { ["state"] = ticket.State.ToString() },
        };
}
