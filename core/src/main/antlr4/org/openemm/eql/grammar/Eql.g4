/*
 * EQL, the language of target groups, in its open-edition extent.
 *
 * Whatever is not a token becomes UNKNOWN or one of the UNCLOSED tokens and fails in the parser:
 * nothing a person wrote is ever skipped silently.
 */
grammar Eql;

options { caseInsensitive = true; }

target : condition? EOF ;

condition : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT? primary ;

primary
    : relation                  # relationPrimary
    | LPAREN condition RPAREN   # nestedCondition
    ;

relation
    : left=expression operator=(EQ | NE | LE | GE | LT | GT) right=expression (DATEFORMAT format=STRING)?   # comparison
    | value=expression NOT? IN LPAREN constant (COMMA constant)* RPAREN                                   # membership
    | value=expression IS NOT? EMPTY                                                                      # emptiness
    | value=expression NOT? kind=(LIKE | CONTAINS) pattern=STRING                                         # match
    | value=expression NOT? kind=STARTS WITH pattern=STRING                                               # match
    | OPENED MAILING mailing=INTEGER                                                                      # opened
    | RECEIVED MAILING mailing=INTEGER                                                                    # received
    | CLICKED (LINK link=INTEGER)? IN MAILING mailing=INTEGER                                             # clicked
    ;

expression : term ((PLUS | MINUS) term)* ;

term : signed ((TIMES | DIVIDE | MODULO) signed)* ;

signed : (PLUS | MINUS)? factor ;

factor
    : INTEGER                               # number
    | DECIMAL                               # number
    | STRING                                # text
    | TODAY                                 # today
    | (IDENTIFIER | QUOTED | TIMESTAMP)     # field
    | LPAREN expression RPAREN              # nestedExpression
    ;

constant : STRING | INTEGER | DECIMAL ;

IS : 'is' ;
IN : 'in' ;
LIKE : 'like' ;
NOT : 'not' ;
EMPTY : 'empty' ;
AND : 'and' ;
OR : 'or' ;
CONTAINS : 'contains' ;
STARTS : 'starts' ;
WITH : 'with' ;
OPENED : 'opened' ;
RECEIVED : 'received' ;
CLICKED : 'clicked' ;
LINK : 'link' ;
MAILING : 'mailing' ;
TODAY : 'today' ;
DATEFORMAT : 'dateformat' ;
TIMESTAMP : 'timestamp' ;

/* Words kept free for rules that this edition does not have; as names they need backticks. */
RESERVED
    : 'has' | 'binding' | 'mailinglist' | 'of' | 'type' | 'status' | 'by' | 'revenue' | 'references' | 'having'
    | 'on' | 'device' | 'os' | 'class' | 'client' | 'finished' | 'autoimport' | 'active' | 'optout' | 'blacklisted'
    | 'wait_for_doi_confirm' | 'bounced' | 'admin' | 'test' | 'regular' | 'for' | 'mediatype' | 'email' | 'sms'
    | 'post' | 'remark'
    ;

IDENTIFIER : [a-z_] [a-z_0-9]* ;
QUOTED : '`' ~[`$\r\n]+ '`' ;
INTEGER : '0' | [1-9] [0-9]* ;
DECIMAL : ('0' | [1-9] [0-9]*) '.' [0-9]+ ;
STRING
    : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\''
    | '"' (~["\\\r\n] | '\\' ~[\r\n])* '"'
    ;

EQ : '=' ;
NE : '<>' | '!=' ;
LE : '<=' ;
GE : '>=' ;
LT : '<' ;
GT : '>' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
DIVIDE : '/' ;
MODULO : '%' ;
LPAREN : '(' ;
RPAREN : ')' ;
COMMA : ',' ;

SPACE : [ \t\r\n]+ -> skip ;

UNCLOSED_STRING
    : '\'' (~['\\\r\n] | '\\' ~[\r\n])*
    | '"' (~["\\\r\n] | '\\' ~[\r\n])*
    ;
UNCLOSED_NAME : '`' ~[`$\r\n]* ;
UNKNOWN : . ;
