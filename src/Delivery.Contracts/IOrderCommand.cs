namespace Delivery.Contracts;

/// <summary>A command about one order that is answered with one of the events in <see cref="AnsweredByAttribute"/>.</summary>
public interface IOrderCommand : ICommand, IOrderMessage
{
    /// <summary>
    /// Made by the asking workflow from its instance and activity execution; the answer echoes it, so that an answer to an
    /// earlier attempt resumes nothing (R8). Null when nobody waits for the answer.
    /// </summary>
    string? RequestId { get; }
}
