namespace Delivery.Contracts;

/// <summary>
/// What a workflow may wait for without asking: the first of the events named by <see cref="AnsweredByAttribute"/> whose members
/// equal the same-named members of the expectation. It is never sent; it exists so that "wait for A or B" is one activity.
/// </summary>
public interface IExpectation : IOrderMessage;
